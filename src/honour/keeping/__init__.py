"""What every site keeps about its own acts, in its own database: keys, journal, intents, holds, requests."""
