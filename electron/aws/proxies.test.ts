import { expect, test } from 'vitest'
import type { Environment } from './endpoints.ts'
import { proxyVariables } from './proxies.ts'

test.for<readonly [Environment, Environment]>([
  [{}, {}],
  [
    { HTTPS_PROXY: 'http://a:1', HTTP_PROXY: 'http://b:2' },
    { https_proxy: 'http://a:1', http_proxy: 'http://b:2' },
  ],
  [{ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2' }, { https_proxy: 'http://b:2' }],
  [{ HTTPS_PROXY: 'http://a:1', https_proxy: '' }, {}],
  [{ HTTPS_PROXY: 'proxy.example.com:3128' }, { https_proxy: 'http://proxy.example.com:3128' }],
  [{ HTTPS_PROXY: '//proxy:3128' }, { https_proxy: 'http://proxy:3128' }],
  [{ NO_PROXY: '*' }, { no_proxy: '*' }],
  [{ NO_PROXY: ' amazonaws.com, .b.c ,, h:8443' }, { no_proxy: '.amazonaws.com,.b.c,.h:8443,h:8443' }],
  [{ AWS_PROFILE: 'prod', ALL_PROXY: 'http://a:1' }, {}],
])('%o is read as %o', ([env, variables]) => {
  expect(proxyVariables(env)).toEqual(variables)
})
