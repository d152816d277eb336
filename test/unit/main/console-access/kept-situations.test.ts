import { describe, expect, it } from 'vitest'
import {
  assertAddress,
  decodeSituations,
  parseSituations,
} from '../../../../main/console-access/kept-situations.ts'
import { accountId } from '../../../fakes/console-access-scene.ts'

const ops = 'arn:aws:iam::111122223333:role/Ops'
const principal = { arn: ops, accountId, isPortalUser: false }

describe('parseSituations', () => {
  it('reads one, and several', () => {
    const text = `office=${ops},source-ip=203.0.113.7; VPC at night=${ops},source-vpc=vpc-0a1b2c3d,requested-region=eu-central-1;`
    expect(parseSituations(text, accountId)).toEqual([
      { name: 'office', principal, network: { sourceIp: '203.0.113.7' } },
      {
        ...{ name: 'VPC at night', principal },
        network: { sourceVpc: 'vpc-0a1b2c3d', requestedRegion: 'eu-central-1' },
      },
    ])
  })

  it.each([
    ['no name', ops, 'A situation is written NAME=ARN'],
    ['no ARN', 'office=203.0.113.7', 'A situation is written NAME=ARN'],
    ['an unknown part', `office=${ops},ip=203.0.113.7`, 'has a part that is none of source-ip'],
    ['an empty part', `office=${ops},source-ip=`, 'has a part that is none of source-ip'],
    ['a part of the prototype', `office=${ops},constructor=1`, 'has a part that is none of source-ip'],
    ['a range', `office=${ops},source-ip=203.0.113.0/24`, 'must be one IPv4 or IPv6 address'],
  ])('refuses %s', (_what, text, message) => {
    expect(() => parseSituations(text, accountId)).toThrow(message)
  })
})

describe('decodeSituations', () => {
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

  it('reads a list', () => {
    const list = [{ name: 'office', principal: ops, sourceIp: '203.0.113.7' }]
    expect(decodeSituations(bytes(list), '/s.json', accountId)).toEqual([
      { name: 'office', principal, network: { sourceIp: '203.0.113.7' } },
    ])
  })

  it.each([
    ['no list', {}],
    ['an unknown word', [{ name: 'office', principal: ops, ip: '203.0.113.7' }]],
    ['no ARN', [{ name: 'office', principal: 'Ops' }]],
  ])('refuses %s', (_what, value) => {
    expect(() => decodeSituations(bytes(value), '/s.json', accountId)).toThrow(
      '/s.json is not a list of situations',
    )
  })
})

describe('assertAddress', () => {
  it('takes one address, and nothing that could be read as two', () => {
    for (const good of ['203.0.113.7', '2001:db8::1']) assertAddress(good, 'It')
    for (const bad of ['203.0.113.0/24', '203.0.113.07', 'here', '']) {
      expect(() => assertAddress(bad, 'It')).toThrow('It must be one IPv4 or IPv6 address')
    }
  })
})
