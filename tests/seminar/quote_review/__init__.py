"""What is done with quotes before they leave the house."""
