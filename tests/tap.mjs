// What a browser test claims: prints TAP.
let tap = 0;
export async function check(sentence, claim) {
  tap++;
  try {
    await claim();
    console.log(`ok ${tap} - ${sentence}`);
  } catch (e) {
    console.log(`not ok ${tap} - ${sentence}`);
    for (const line of String(e?.message ?? e).split("\n").slice(0, 20)) console.log("# " + line);
  }
}
export function want(truth, says) {
  if (!truth) throw new Error(says);
}
