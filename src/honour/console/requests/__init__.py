"""Where staff answer what people ask: by deadline, with identity shown, and nobody his own."""
