/**
 * What happened, for a person who looks later. Only these fields exist, so that no secret has a place to be.
 * Times are added by the host.
 */
export interface LogFields {
  readonly code?: string
  readonly status?: number
  readonly operation?: string
  readonly profile?: string
  readonly accountId?: string
  readonly region?: string
  readonly count?: number
  readonly milliseconds?: number
  readonly place?: string
  readonly pid?: number
}

export interface Log {
  note(event: string, fields?: LogFields): void
}
