"""An account: one person, the e-mail address they sign in with, their role, and who they are in the staff file."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Accounts(BaseUserManager["User"]):
    """Makes accounts and finds them by e-mail address, however its letters are written."""

    def make(self, email: str, name: str, role: str, password: str, **more: Any) -> "User":
        """A new account. Raises ValueError when the address is taken."""
        email = email.strip().lower()
        if self.filter(email=email).exists():
            raise ValueError(f"There is already an account for {email}.")
        user = self.model(email=email, name=name, role=role, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of an e-mail address."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account. ``role`` is a name of ``access.Role``; ``worker_id`` joins it to the area's staff file."""

    email: "models.EmailField[str, str]" = models.EmailField(unique=True)
    name: "models.TextField[str, str]" = models.TextField()
    role: "models.TextField[str, str]" = models.TextField()
    worker_id: "models.TextField[str, str]" = models.TextField(blank=True, default="")
    one_time: "models.BooleanField[bool, bool]" = models.BooleanField(
        default=False
    )  # the password was given by somebody else and must be changed
    is_active: "models.BooleanField[bool, bool]" = models.BooleanField(default=True)
    made_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        """Nobody is found by anything but an exact, lower-case address."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_is_lower_case"),
        ]

    def __str__(self) -> str:
        """The address: what distinguishes two people of one name."""
        return str(self.email)
