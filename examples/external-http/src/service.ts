/** The service: one POST, one simulation. */
import { createServer, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { stream } from "@retrodict/random";
import { predatorsAndPrey, type Rates } from "./predators-and-prey.ts";

interface Request {
  readonly id: number;
  readonly seed: number;
  readonly theta: Rates;
}

function reply({ id, seed, theta }: Request) {
  try {
    return { id, x: predatorsAndPrey(stream(seed), theta) };
  } catch (error) {
    return { id, error: (error as Error).message };
  }
}

export const service = (): Server =>
  createServer((incoming, response) => {
    json(incoming).then(
      (request) => response.end(JSON.stringify(reply(request as Request))),
      () => response.writeHead(400).end("expected a JSON object"),
    );
  });
