/** Servers that only this machine can reach. */
import type { Server } from 'node:http'

/** Listens on 127.0.0.1; gives the address, `http://127.0.0.1:PORT`. Rejects when the port is taken. */
export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address and a port')
  return `http://127.0.0.1:${address.port}`
}

/** Ends every connection, also those that wait for an answer. */
export async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
