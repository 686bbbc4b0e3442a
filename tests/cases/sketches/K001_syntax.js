// Größe der Leinwand
const größe = 400; const zweite = größe +;
