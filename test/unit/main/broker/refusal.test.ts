import { describe, expect, it } from 'vitest'
import { endsSession } from '../../../../main/broker/refusal.ts'
import {
  ProtocolError,
  RefusalError,
  SessionError,
  UnavailableError,
} from '../../../../main/kernel/errors.ts'
import { errorCodeSchema } from '../../../../preload/contract/errors.ts'

describe('endsSession', () => {
  it('is true of three codes when they are refusals, and of nothing else (R17, R18, R20)', () => {
    const codes = errorCodeSchema.options
    const ending = codes.filter(
      (code) => endsSession(new RefusalError(code, '', 'sign-in')) && endsSession(new SessionError(code, '')),
    )
    expect(ending.toSorted()).toEqual(['credentials-changed', 'invalid-request', 'session-expired'])
    // A 400 that has no name on it is nobody's word about the token.
    expect(codes.filter((code) => endsSession(new RefusalError(code, '')))).toEqual([])
    const others = codes.flatMap((code) => [new UnavailableError(code, ''), new ProtocolError(code, '')])
    expect(
      [...others, new Error('session-expired'), { code: 'session-expired' }, undefined].filter(endsSession),
    ).toEqual([])
  })
})
