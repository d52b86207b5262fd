"""What is held on one person: found in every place, shown with others' data covered, handed out, and consents taken back."""
