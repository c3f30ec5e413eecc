/** Forty users who come every six days and take the next things of their own group. */
export const visits = (): readonly string[] => {
  const rows: string[] = [];
  for (let day = 0; day < 120; day += 6)
    for (let user = 0; user < 40; user++)
      for (let at = 0; at < 2; at++) {
        const item = `g${(user % 4).toString()}-${((day / 6 + at + (user % 3)) % 10).toString()}`;
        rows.push(`u${user.toString()},${item},${((day + user / 50) * 86_400).toFixed(0)}`);
      }
  return rows;
};
