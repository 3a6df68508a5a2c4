"""Fields of cooperation: what meetings and initiatives are about."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """The topics of `articles/extraction/lexicons/topics.tsv`, where each is defined."""

    COUNTER_TERRORISM = "counter-terrorism", _("Counter-terrorism")
    DEFENCE = "defence", _("Defence and security")
    MARITIME = "maritime", _("Maritime affairs")
    CRIME = "crime", _("Crime and policing")
    CYBER_SECURITY = "cyber-security", _("Cyber security")
    DISARMAMENT = "disarmament", _("Arms control")
    PEACE = "peace", _("Peace and conflict")
    HUMAN_RIGHTS = "human-rights", _("Human rights")
    MIGRATION = "migration", _("Migration and travel")
    TRADE = "trade", _("Trade and economy")
    FINANCE = "finance", _("Investment and finance")
    INDUSTRY = "industry", _("Industry and business")
    ENERGY = "energy", _("Energy")
    TRANSPORT = "transport", _("Transport and infrastructure")
    AGRICULTURE = "agriculture", _("Agriculture and food")
    TOURISM = "tourism", _("Tourism")
    SCIENCE = "science", _("Science and technology")
    SPACE = "space", _("Space")
    DIGITAL = "digital", _("Digital affairs")
    EDUCATION = "education", _("Education")
    CULTURE = "culture", _("Culture and exchanges")
    HEALTH = "health", _("Health")
    ENVIRONMENT = "environment", _("Environment")
    CLIMATE = "climate", _("Climate")
    DISASTER_MANAGEMENT = "disaster-management", _("Disaster management")
    DEVELOPMENT = "development", _("Development and aid")
    LABOUR = "labour", _("Labour and social affairs")


def join_topics(topics: Iterable[str]) -> str:
    """Topics as a column holds them: each once, in alphabetical order, a blank between."""
    return " ".join(sorted(set(topics)))


class AboutTopics(models.Model):
    """`topics` holds keys of `Topic` with blanks between; none contains a blank."""

    topics = models.CharField(_("topics"), max_length=400, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def topic_list(self) -> list[Topic]:
        return [Topic(topic) for topic in self.topics.split() if topic in Topic.values]


def about(topic: str) -> models.Q:
    """Records about a topic."""
    alone, first, last = models.Q(topics=topic), models.Q(topics__startswith=f"{topic} "), f" {topic}"
    return alone | first | models.Q(topics__endswith=last) | models.Q(topics__contains=f"{last} ")
