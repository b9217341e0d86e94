"""Other systems as the evaluation sees them: their answers in our contract. One file a system."""
