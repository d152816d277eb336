/**
 * Stands for a person with a browser at the authorize page: opens it, answers its form, and says where it led.
 *
 * @param answer - A principal's key, or `deny`.
 * @returns The redirect's target, unvisited.
 * @throws Error with the page's own words when it refuses.
 */
export async function answerAuthorizePage(
  url: string | URL,
  answer: { readonly principal: string } | 'deny',
): Promise<URL> {
  const page = await fetch(url, { redirect: 'manual' })
  const html = await page.text()
  if (page.status === 302) return target(page)
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1]
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1]
  if (page.status !== 200 || ticket === undefined || action === undefined) throw new Error(saidBy(page, html))
  const form =
    answer === 'deny'
      ? { ticket, decision: 'deny' }
      : { ticket, decision: 'allow', principal: answer.principal }
  const reply = await fetch(new URL(action, url), {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
  const words = await reply.text()
  if (reply.status !== 302) throw new Error(saidBy(reply, words))
  return target(reply)
}

function target(reply: Response): URL {
  return new URL(reply.headers.get('location') ?? '')
}

function saidBy(reply: Response, html: string): string {
  const words = /<main>([\s\S]*)<\/main>/.exec(html)?.[1] ?? ''
  return `The authorize page answered ${reply.status}: ${words
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()}`
}
