import { expect, test } from 'vitest'
import { findRegion, regions } from './regions.ts'

// The SDK keeps its list in a file without types; a plain string keeps the compiler from looking for them.
const listed: string = '../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'

interface Listed {
  readonly partitionsInfo: {
    readonly partitions: readonly { id: string; regions: Record<string, { description: string }> }[]
  }
}

test('the list is the one of the AWS SDK that is installed', async () => {
  const { partitionsInfo } = (await import(listed)) as Listed
  const sdk = partitionsInfo.partitions.flatMap(({ id, regions: codes }) =>
    Object.entries(codes)
      .filter(([code]) => !code.includes('global'))
      .map(([code, { description }]) => ({ code, name: description, partition: id })),
  )
  expect(regions).toEqual(sdk)
})

test('a code that AWS does not have is not a region', () => {
  expect(findRegion('us-east-1')).toMatchObject({ partition: 'aws' })
  expect(findRegion('us-gov-west-1')).toMatchObject({ partition: 'aws-us-gov' })
  expect(findRegion('us-east-9')).toBeNull()
  expect(findRegion('constructor')).toBeNull()
})
