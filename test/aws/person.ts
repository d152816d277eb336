/**
 * Stands for a person with a browser at the pages of the stand-in.
 *
 * @module
 */
/** Who to be: the choice on the page, by its name; or `deny`. */
export type PersonsAnswer = { readonly principal: string } | { readonly user: string } | 'deny'

/**
 * Opens an authorize page, answers its form, and says where it led.
 *
 * @returns The redirect's target, unvisited.
 * @throws Error with the page's own words when it refuses.
 */
export async function answerAuthorizePage(url: string | URL, answer: PersonsAnswer): Promise<URL> {
  const reply = await answerPage(url, answer)
  if (reply.status === 302) return new URL(reply.headers.get('location') ?? '')
  throw new Error(await saidBy(reply))
}

/**
 * Opens the page of a device code and answers its form.
 *
 * @throws Error with the page's own words when it refuses.
 */
export async function answerDevicePage(url: string | URL, answer: PersonsAnswer): Promise<void> {
  const reply = await answerPage(url, answer)
  if (reply.status !== 200) throw new Error(await saidBy(reply))
}

/** The reply to the form, or the page's own when it has none to answer. */
async function answerPage(url: string | URL, answer: PersonsAnswer): Promise<Response> {
  const page = await fetch(url, { redirect: 'manual' })
  if (page.status === 302) return page
  const html = await page.clone().text()
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1]
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1]
  if (page.status !== 200 || ticket === undefined || action === undefined) throw new Error(await saidBy(page))
  const form: Record<string, string> =
    answer === 'deny' ? { ticket, decision: 'deny' } : { ticket, decision: 'allow', ...answer }
  return fetch(new URL(action, url), {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
}

async function saidBy(reply: Response): Promise<string> {
  const words = /<main>([\s\S]*)<\/main>/.exec(await reply.text())?.[1] ?? ''
  return `The page answered ${reply.status}: ${words
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()}`
}
