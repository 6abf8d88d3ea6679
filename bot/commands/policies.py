"""`soviec policies`: the rule sets, and by which an agency scores whom."""

from __future__ import annotations

import argparse

from bot import texts
from bot.cli import CommandError
from bot.clock import SystemClock
from bot.commands.base import open_database
from services import operators
from services import policies as service
from services.policies import Choice, RuleSet, Step


def policies(arguments: argparse.Namespace) -> int:
    """Show what there is and what is chosen; set or take back what is named."""
    named = dict(_pair(told) for told in arguments.set or ())
    now = SystemClock().now()
    with open_database() as database, database.unit_of_work() as uow:
        home = operators.the_agency(uow, arguments.agency)
        found = service.choose(uow, home, named, arguments.unset or (), now, arguments.since)
        uow.commit()
        print(texts.POLICIES_HEAD)
        for rule in service.rule_sets():
            print(_rule(rule))
        print(texts.POLICIES_OF.format(agency=home.name))
        for choice in found:
            print(_choice(choice))
            for step in choice.steps:
                print(_step(step))
    return 0


def _pair(told: str) -> tuple[str, str]:
    kind, sign, policy = told.partition("=")
    if not sign or not kind or not policy:
        raise CommandError(texts.POLICIES_HOW.format(told=told))
    return kind.strip(), policy.strip()


def _rule(rule: RuleSet) -> str:
    until = f"{rule.until:%d/%m/%Y}" if rule.until else texts.POLICY_OPEN
    kinds = ", ".join(rule.kinds)
    return texts.POLICY.format(
        id=rule.id, title=rule.title, version=rule.version, kinds=kinds, since=f"{rule.since:%d/%m/%Y}", until=until
    )


def _choice(choice: Choice) -> str:
    chosen = choice.chosen or texts.POLICY_NOT_NAMED
    if choice.fault is None:
        return texts.POLICY_SERVES.format(kind=choice.kind, chosen=chosen, serves=choice.serves)
    fault = texts.POLICY_FAULTS.get(choice.fault, choice.fault)
    return texts.POLICY_FAULT.format(kind=choice.kind, chosen=chosen, fault=fault)


def _step(step: Step) -> str:
    policy = step.policy or texts.POLICY_NOT_NAMED
    if step.since is None:
        return texts.POLICY_BEFORE.format(policy=policy)
    told = texts.POLICY_FAULTS.get(step.fault, step.fault) if step.fault else None
    fault = texts.POLICY_SINCE_FAULT.format(fault=told) if told else ""
    return texts.POLICY_SINCE.format(since=f"{step.since:%d/%m/%Y}", policy=policy, fault=fault)
