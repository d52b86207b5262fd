"""`python -m flows` is the command `frivillig`."""

from flows.cli import main

if __name__ == "__main__":  # child processes import this module again
    main()
