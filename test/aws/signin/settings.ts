/** Lifetimes, in seconds by the stand-in's clock, and forms. */
export interface SigninSettings {
  /** Of access credentials; AWS gives 900 at most. */
  expiresInSeconds: number
  codeSeconds: number
  sessionSeconds: number
  /** For how long a refresh may be repeated with the token it used up; at most the life of what it gave. */
  repeatSeconds: number
  /** What refresh tokens begin with, such as the `ASOR` of those that can be introspected and revoked. */
  refreshTokenPrefix: string
}
