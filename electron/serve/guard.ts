/** Who may talk to the loopback server, as pure functions of a request's headers. */

/**
 * A name that a browser on this machine uses for it, or one that has the port forwarded here (then with another port).
 * Any other name is another site's that has been made to lead here (DNS rebinding).
 */
export function isOurHost(host: string | undefined): host is string {
  return host !== undefined && /^(?:127\.0\.0\.1|localhost)(?::[0-9]{1,5})?$/.test(host)
}

/** Whether the page that opens a socket to `host` came from there. Browsers always say where a page came from. */
export function isOurOrigin(origin: string | undefined, host: string): boolean {
  return origin === `http://${host}`
}
