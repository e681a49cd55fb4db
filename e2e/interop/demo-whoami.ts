/** Asks who one is with the JavaScript SDK and its default credentials, in a process of its own: prints JSON. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'

const { Account, Arn } = await new STSClient().send(new GetCallerIdentityCommand())
process.stdout.write(JSON.stringify({ Account, Arn }))
