"""A stochastic SIR epidemic; answers requests on standard input, one JSON object a line."""

import json
import random
import sys

DAYS = 14


def epidemic(rng, beta, gamma, population, infected):
    """The number infected at the end of each day, event by event (Gillespie's direct method)."""
    if beta < 0 or gamma < 0:
        raise ValueError("rates cannot be negative")
    susceptible = population - infected
    time = 0.0
    counts = []
    while len(counts) < DAYS:
        infection = beta * susceptible * infected / population
        recovery = gamma * infected
        rate = infection + recovery
        time = time + rng.expovariate(rate) if rate > 0 else DAYS
        while len(counts) < DAYS and len(counts) + 1 <= time:
            counts.append(infected)
        if rng.random() * rate < infection:
            susceptible -= 1
            infected += 1
        else:
            infected -= 1
    return counts


def reply(request):
    try:
        rng = random.Random(request["seed"])
        options = request["options"]
        x = epidemic(
            rng, **request["theta"], population=options["population"], infected=options["infected"]
        )
        return {"id": request["id"], "x": x}
    except ValueError as error:
        return {"id": request["id"], "error": str(error)}


for line in sys.stdin:
    print(json.dumps(reply(json.loads(line))), flush=True)
