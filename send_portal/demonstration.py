"""The accounts with which one tries a demonstration: said at the start and on the sign-in page."""

ACCOUNTS = {
    "officer@demo.example": "leads actions, and has updates to give",
    "officer2@demo.example": "leads other actions",
    "deputy@demo.example": "gives updates for the first officer",
    "sro@demo.example": "senior responsible officer",
    "member@demo.example": "member of the partnership",
    "chair@demo.example": "chairs the partnership",
    "coordinator@demo.example": "co-ordinates: may enter any update",
    "admin@demo.example": "administers people and roles",
    "reader@demo.example": "reads, until an end date",
}
