"""The questionnaire volunteers open on their own phone: plain pages, no login, no script, nothing kept until it is sent."""
