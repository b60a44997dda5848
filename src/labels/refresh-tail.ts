/** How likely it is that at least `k` of `n` independent trials, each with chance `p`, succeed (binomial). */
export function binomialTail(n: number, k: number, p: number): number {
  if (k <= 0) return 1
  if (k > n || p <= 0) return 0
  if (p >= 1) return 1
  const odds = Math.log(p) - Math.log1p(-p)
  let logTerm = n * Math.log1p(-p)
  let sum = 0
  for (let i = 0; i <= n; i += 1) {
    if (i >= k) sum += Math.exp(logTerm)
    logTerm += Math.log(n - i) - Math.log(i + 1) + odds
  }
  return Math.min(1, sum)
}
