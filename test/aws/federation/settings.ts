export interface FederationSettings {
  /** Whether credentials of `aws login` and its like open a console, where they are a role's. AWS does not say. */
  readonly loginSessions: 'taken' | 'refused'
}

export const usualFederation: FederationSettings = { loginSessions: 'taken' }
