"""Who may use Relance: users with passwords, programs with API keys."""
