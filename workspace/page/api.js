/** The page's JSON: what is there, and what a person does. */

export async function getJson(noun, query = {}) {
  const answer = await fetch(`/page/api/${noun}?${new URLSearchParams(query)}`);
  return answer.json();
}

/** Always answers: what failed has `ok: false` and a `reason`. */
export async function postJson(act, body) {
  try {
    const answer = await fetch(`/page/api/${act}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return await answer.json();
  } catch {
    return { ok: false, reason: "The simulated workspace does not answer. Is it still running?" };
  }
}
