/**
 * Words to be spoken, by language: common, of five letters and more where there are enough, each written in one way
 * only, and unlike each other in sound. We chose them; none is taken from another list.
 */
const lists: Readonly<Record<string, string>> = {
  de: `Abend Ameise Anker Apfel Banane Becher Birne Blume Brille Brücke Donner Drachen Eimer Elefant Engel Feder
    Fenster Flasche Frühling Garten Gitarre Gurke Hammer Himmel Igel Insel Kaffee Kamel Karotte Kirche Koffer König
    Laterne Löffel Mantel Messer Musik Nebel Papier Schule Sommer Spinne Tasche Tiger Tomate Vogel Wolke Zebra Zitrone
    Zwiebel`,
  en: `apple balcony basket bottle camera candle castle chicken chocolate circus coffee crocodile dragon elephant engine
    feather flower garden hammer hospital island kitchen lemon library mirror monkey mountain music needle orange
    palace piano pocket potato rabbit river sandwich shadow spider thunder tiger tomato umbrella uncle village violin
    window winter yellow zebra`,
  es: `abeja abrigo amigo azúcar ballena bandera barco botella caballo camisa canción carretera cebolla cocina conejo
    cuchara domingo elefante escuela espejo estrella fiesta gallina guitarra hermano invierno jardín lámpara leche libro
    limón manzana mariposa mercado montaña naranja pájaro pescado piedra plátano puente reloj sombrero tambor teléfono
    tomate tortuga ventana verano zapato`,
  fr: `abricot animal armoire avion balcon banane bateau bonbon bougie bouteille cabane cactus camion carotte casserole
    cerise chapeau cheval chocolat citron cravate crocodile dragon éléphant école escalier fenêtre fleur fromage girafe
    guitare jardin lapin légume lumière maison marteau miroir montagne musique navire nuage papillon parapluie piano
    poisson renard salade serpent tortue`,
  it: `albero amico arancia balena bambola bandiera barca biscotto bottiglia camicia campana candela carota castello
    cavallo cipolla coltello cucina domenica elefante estate farfalla finestra fiore formaggio fragola gallina gatto
    giardino inverno isola lampada libro limone mercato montagna musica nuvola ombrello orologio patata pesce pomodoro
    quaderno scuola specchio tamburo telefono uccello zucchero`,
  nl: `appel avond banaan bloem boter brief citroen deur eiland emmer fabriek flesje gitaar hamer hemel herfst kasteel
    keuken kikker konijn koning lepel maandag markt molen motor muziek olifant oranje papier paraplu piano regen rivier
    schaduw school sleutel spiegel stoel storm tafel tijger tomaat tuin venster vleugel vogel wolken zomer zilver`,
  pt: `abelha abacate amigo baleia banana bandeira barco boneca cadeira camisa caneta castelo cavalo cebola chuva cidade
    coelho domingo elefante escola espelho estrela farinha floresta formiga galinha garrafa girafa guitarra inverno
    janela jardim lanterna laranja leite livro martelo mercado montanha morango música ovelha palavra peixe ponte rio
    sapato tambor tartaruga telefone`,
}

/** The languages that have a list, as BCP 47 tags. */
export const languagesWithWords = Object.keys(lists)

/** The words to be spoken in a language; none if we have no list for it. */
export function wordsToSpeak(language: string): string[] {
  const base = language.split('-')[0]?.toLowerCase() ?? ''
  const list = Object.hasOwn(lists, base) ? lists[base] : undefined
  return list?.split(/\s+/) ?? []
}
