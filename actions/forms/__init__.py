"""What is typed about actions: each form repeats the rules kindly; a service holds them."""
