/** What Node and the browser both have; shared/ may use nothing else of either. */
declare class URL {
  static parse(url: string): URL | null
  readonly protocol: string
  readonly hostname: string
  readonly port: string
  readonly pathname: string
  readonly username: string
  readonly password: string
}
