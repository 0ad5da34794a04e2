"""Entries drawn for blind double coding, and what the answers say of coders and register."""
