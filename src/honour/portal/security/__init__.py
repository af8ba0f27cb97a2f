"""What protects an account: second factors, passkeys, where one is signed in, sign-in through others."""
