"""What is typed about reports; each form repeats the rules kindly, a service holds them."""
