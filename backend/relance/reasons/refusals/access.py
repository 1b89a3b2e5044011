"""Who may come in, and what they may do."""

ACCESS = {
    "not_authenticated": (401, "{why:reason}"),
    "login_refused": (401, "User name or password is wrong."),
    "too_many_logins": (429, "Too many attempts to log in. Try again in {minutes:minutes}."),
    "session_needed": (403, "This is for people who are logged in, not for keys."),
    "super_admin_only": (403, "{why:reason}"),
    "setup_code_wrong": (
        403,
        "This is not the set-up code: `relance up` prints it when it starts. Without it: "
        "`relance create-user NAME --role super_admin`.",
    ),
    "setup_done": (409, "There is a user already: log in."),
    "current_password_wrong": (403, "The current password is wrong."),
    "password_changed_meanwhile": (409, "The password was changed at the same moment."),
    "password_refused": (
        422,
        "A password has {fewest:count} to {most:count} characters, not counting blanks around it.",
    ),
    "password_common": (
        422,
        "This password is among those that are tried first. Take another: a sentence is easy to keep.",
    ),
    "password_needed": (
        403,
        "Give your password again first (POST /api/auth/confirm): you gave it more than 15 minutes ago.",
    ),
    "current_password_needed": (
        403,
        "Your own password is changed with the current one: under Account, or POST /api/auth/password.",
    ),
    "username_refused": (422, "A user name has 1 to 100 letters, digits or any of . _ @ + -"),
    "role_refused": (422, "A role is one of {roles:list}."),
    "user_exists": (409, "A user named '{username}' exists already."),
    "last_super_admin": (
        409,
        "This is the last super admin who can log in: make somebody else a super admin first.",
    ),
    "key_name_refused": (422, "The name of a key has 1 to {most:count} printable characters."),
    "key_expiry_refused": (422, "A key expires within {years:count} years, and not in the past."),
}
