import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { homeRegionOf } from '../../../../main/aws/signin-home-region.ts'

const path = new URL('../../../../../shared/models/partitions.json', import.meta.url)
const absent = !existsSync(path)

describe('homeRegionOf', () => {
  it.each([
    ['eu-central-1', 'us-east-1'],
    ['us-east-1', 'us-east-1'],
    ['moon-base-1', 'us-east-1'],
    ['cn-north-1', 'cn-north-1'],
    ['us-gov-east-1', 'us-gov-east-1'],
    ['us-iso-west-1', 'us-iso-west-1'],
    ['us-isob-east-1', 'us-isob-east-1'],
    ['us-isof-south-1', 'us-isof-south-1'],
    ['eu-isoe-west-1', 'eu-isoe-west-1'],
    ['eusc-de-east-1', 'eusc-de-east-1'],
  ])('writes for %s go to %s', (region, home) => {
    expect(homeRegionOf(region)).toBe(home)
  })

  it.skipIf(absent)(
    `knows the partition of every region${absent ? ' (skipped: the partitions are not beside this project)' : ''}`,
    () => {
      const { partitions } = JSON.parse(readFileSync(path, 'utf8')) as {
        partitions: { id: string; regions: Record<string, unknown> }[]
      }
      const wrong = partitions.flatMap(({ id, regions }) =>
        Object.keys(regions).filter(
          (region) => homeRegionOf(region) !== (id === 'aws' ? 'us-east-1' : region),
        ),
      )
      expect(wrong).toEqual([])
    },
  )
})
