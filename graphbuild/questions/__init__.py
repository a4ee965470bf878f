"""Canned questions: one file in Cypher and one in SPARQL under the same name, the same rows from either engine."""

from graphbuild.questions.asking import Answer, Engine, ask
from graphbuild.questions.files import Parameter, ParameterType, Question, load_questions

__all__ = ["Answer", "Engine", "Parameter", "ParameterType", "Question", "ask", "load_questions"]
