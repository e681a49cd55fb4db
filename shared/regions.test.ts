import { partitionsInfo } from '../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'
import { expect, test } from 'vitest'
import { findRegion, regions } from './regions.ts'

test('the list is the one of the AWS SDK that is installed', () => {
  const sdk = (partitionsInfo.partitions as { id: string; regions: Record<string, { description: string }> }[]).flatMap(
    ({ id, regions: codes }) =>
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
