"""A stand-in for a platform: it speaks OAuth 2.0 (RFC 6749) over loopback, and checks what it is sent."""

import hashlib
import hmac
import json
import secrets
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

ID, SECRET = "4711", "the provider's own secret"
TOKEN: Final = "EAAtoken-that-nobody-keeps"


@dataclass(slots=True)
class StandIn:
    """A provider with one person, and every request that it was sent."""

    address: str
    number: str = "99000111222"
    email: str = "ada@elsewhere.example"
    asked: list[str] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)  # a code, and the redirect URI that it was given for
    challenges: dict[str, str] = field(default_factory=dict)  # a code, and what its asker promised (PKCE)
    faults: list[str] = field(default_factory=list)
    id_token: str = ""  # what comes beside the access token, as Google gives it (OpenID Connect)

    def authorise(self, query: dict[str, str]) -> tuple[int, str]:
        """The dialog, as somebody who agrees: back to the site with a code and the state."""
        if query.get("client_id") != ID or query.get("response_type") != "code" or not query.get("state"):
            self.faults.append(f"dialog: {sorted(query)}")
            return 400, ""
        code = secrets.token_urlsafe(8)
        self.codes[code] = query["redirect_uri"]
        self.challenges[code] = query.get("code_challenge", "")
        return 302, f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, query: dict[str, str]) -> tuple[int, Any]:
        """A token for a code that was given for the same place, once, to who knows the secret."""
        right = query.get("client_id") == ID and query.get("client_secret") == SECRET
        challenge = self.challenges.pop(query.get("code", ""), "")
        digest = hashlib.sha256(query.get("code_verifier", "").encode()).digest()
        right = right and challenge in ("", urlsafe_b64encode(digest).decode().rstrip("="))
        if not right or self.codes.pop(query.get("code", ""), None) != query.get("redirect_uri"):
            self.faults.append("token refused")
            return 400, {"error": "invalid_grant"}
        beside = {"id_token": self.id_token} if self.id_token else {}
        return 200, {"access_token": TOKEN, "token_type": "bearer", "expires_in": 3600, **beside}

    def me(self, query: dict[str, str]) -> tuple[int, Any]:
        """Who it is, with the proof that Facebook wants (HMAC-SHA256 of the token under the secret)."""
        proof = hmac.new(SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
        if query.get("access_token") != TOKEN or query.get("appsecret_proof") != proof:
            self.faults.append("profile refused")
            return 400, {}
        told = {"id": self.number, "email": self.email, "name": "Ada Lovelace", "gender": "female"}
        return 200, told

    def userinfo(self, bearer: str) -> tuple[int, Any]:
        """Who it is, as Google tells it: by a token in the header (RFC 6750)."""
        if bearer != f"Bearer {TOKEN}":
            self.faults.append("profile refused")
            return 400, {}
        return 200, {"id": self.number, "email": self.email, "verified_email": True, "name": "Ada Lovelace"}


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """Answer until the context ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(dict(parse_qsl(urlsplit(self.path).query)))

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            self._answer(dict(parse_qsl(self.rfile.read(length).decode())))

        def _answer(self, query: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            provider.asked.append(path)
            if path == "/dialog/oauth":
                status, where = provider.authorise(query)
                self.send_response(status)
                self.send_header("Location", where)
                self.end_headers()
                return
            if path == "/userinfo":
                status, told = provider.userinfo(self.headers.get("Authorization", ""))
            else:
                status, told = provider.me(query) if path == "/graph/me" else provider.token(query)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = StandIn(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
