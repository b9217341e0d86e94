"""What the page keeps between visits: conversations, feedback, logins."""
