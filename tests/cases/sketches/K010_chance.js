const chosen = Math.random();
document.body.append(S.slice(0, 8), chosen);
