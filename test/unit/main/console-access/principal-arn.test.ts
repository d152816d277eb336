import { describe, expect, it } from 'vitest'
import { parsePrincipalArn } from '../../../../main/console-access/principal-arn.ts'

const account = { partition: 'aws', accountId: '111122223333' }

describe('parsePrincipalArn', () => {
  it.each([
    ['arn:aws:iam::111122223333:root', { kind: 'root', ...account }],
    ['arn:aws:iam::111122223333:user/ann', { kind: 'user', ...account, path: '', name: 'ann' }],
    [
      'arn:aws:iam::111122223333:role/ops/night/Dev',
      { kind: 'role', ...account, path: 'ops/night/', name: 'Dev' },
    ],
    [
      'arn:aws:sts::111122223333:assumed-role/Dev/me@example.com',
      { kind: 'assumed-role', ...account, name: 'Dev' },
    ],
    ['arn:aws:sts::111122223333:federated-user/Bob', { kind: 'federated-user', ...account, name: 'Bob' }],
  ])('reads %s', (arn, principal) => {
    expect(parsePrincipalArn(arn)).toEqual(principal)
  })

  it.each([
    ...['', 'ann', 'arn:aws:iam::111122223333:', 'arn:aws:iam::111122223333:role/', 'arn:aws:iam::1111:root'],
    ...[
      'arn:aws:iam::111122223333:group/ops',
      'arn:aws:iam:us-east-1:111122223333:root',
      'arn::iam::111122223333:root',
    ],
    ...['arn:aws:sts::111122223333:assumed-role/Dev', 'arn:aws:sts::111122223333:assumed-role/a/b/c'],
    ...['arn:aws:iam::111122223333:role//Dev', 'arn:aws:s3:::bucket', 'arn:aws:iam::*:root'],
  ])('knows nobody by %j', (arn) => {
    expect(parsePrincipalArn(arn)).toBeUndefined()
  })
})
