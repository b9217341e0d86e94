"""What stands between the network and the page: who asks, what may be asked for, how much, and how often."""
