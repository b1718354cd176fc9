"""Linking: which known agent or place an agent or place of an article is. AnnotatedArticle + authority -> AnnotatedArticle."""

from kgexport.linking.authorities import Authorities
from kgexport.linking.authority import Authority, Entity, EntityType, Post, open_authority
from kgexport.linking.linker import link, linked
from kgexport.linking.sources import starter

__all__ = ["Authorities", "Authority", "Entity", "EntityType", "Post", "link", "linked", "open_authority", "starter"]
