/** What the page of AWS calls Lanyard. */

/** The name under which a session's sign-ins are registered, which is the AWS CLI's: both use one registration (aws-facts.md#sign-in). */
export function clientNameOf(session: string): string {
  return `botocore-client-${session}`
}

/** Said before the page is: its name is not one that a person would expect. */
export function consentNote(session: string): string {
  return `The page names ${clientNameOf(session)}: that is Lanyard, and the AWS CLI.`
}
