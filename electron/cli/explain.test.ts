import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { explain } from './explain.ts'

const direnv = (set: Record<string, string>) => deflateSync(JSON.stringify({ p: {}, n: set })).toString('base64url')
const shell = 4242

test.for([
  [{}, 'default', 'default'],
  [{ AWS_PROFILE: '' }, 'default', 'default'],
  [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/x' }, 'container', 'default'],
  [{ AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }, 'web-identity', null],
  [{ AWS_PROFILE: 'dev', AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }, 'set', 'dev'],
  [{ AWS_PROFILE: 'dev' }, 'set', 'dev'],
  [{ AWS_DEFAULT_PROFILE: 'dev' }, 'set', 'dev'],
  [{ AWS_PROFILE: 'dev', LANYARD_FOLLOWS: '4242 dev' }, 'followed', 'dev'],
  [{ AWS_PROFILE: 'two words', LANYARD_FOLLOWS: '4242 two words' }, 'followed', 'two words'],
  [{ AWS_PROFILE: 'dev', LANYARD_FOLLOWS: '17 dev' }, 'inherited', 'dev'],
  [{ AWS_PROFILE: 'dev', LANYARD_FOLLOWS: '4242 prod' }, 'set', 'dev'],
  [{ AWS_PROFILE: 'dev', LANYARD_FOLLOWS: '4242 prod', DIRENV_DIFF: direnv({ AWS_PROFILE: 'dev' }) }, 'direnv', 'dev'],
  [{ AWS_PROFILE: 'dev', DIRENV_DIFF: direnv({ OTHER: 'dev' }) }, 'set', 'dev'],
  [{ AWS_PROFILE: 'dev', DIRENV_DIFF: 'no such thing' }, 'set', 'dev'],
  [{ AWS_PROFILE: 'dev', LANYARD_FOLLOWS: '4242 dev', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' }, 'keys', null],
] as const)('%o: %s', ([env, why, profile]) => {
  expect(explain(env, shell)).toMatchObject({ why, profile })
})
