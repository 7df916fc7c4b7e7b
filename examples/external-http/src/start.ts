/** Runs the service until it is interrupted: `node src/start.ts [PORT]`. */
import type { AddressInfo } from "node:net";
import { service } from "./service.ts";

const server = service().listen(Number(process.argv[2] ?? 8080), "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  console.log(`http://127.0.0.1:${port}/`);
});
