/** The languages of the demonstration, as BCP 47 tags. */
export type WordLanguage = 'en' | 'fr' | 'de' | 'la'

/** Trades, plants, months, places and archive things, as words of 4 to 12 letters; none is there twice. */
export function demoWordsOf(language: WordLanguage): readonly string[] {
  return words[language].split(/\s+/)
}

const words: Readonly<Record<WordLanguage, string>> = {
  en: `Baker Weaver Cooper Miller Carpenter Gardener Saddler Mason Potter Glover Shepherd Printer
    Bookbinder Stationer Rosemary Lavender Foxglove Chamomile Marigold Hawthorn Bramble Willow Juniper
    Honeysuckle January February August September October November December Harbour Village Market
    Bridge Meadow Orchard Cottage Garden Valley Letter Ledger Register Charter Parchment Inventory
    Almanac Portrait Engraving Catalogue Volume Chapter Margin Binding Compass Lantern Weather Journey
    Evening Window`,
  fr: `Boulanger Tisserand Tonnelier Meunier Charpentier Jardinier Sellier Forgeron Potier Gantier
    Berger Imprimeur Relieur Libraire Romarin Lavande Digitale Camomille Souci Aubépine Bruyère Saule
    Tilleul Violette Janvier Février Juillet Septembre Octobre Novembre Décembre Rivière Village Marché
    Fontaine Prairie Verger Moulin Jardin Vallée Lettre Grimoire Registre Charte Parchemin Inventaire
    Almanach Gravure Estampe Feuillet Chapitre Marge Reliure Boussole Lanterne Horloge Voyage Soirée
    Fenêtre Lumière`,
  de: `Weber Müller Zimmermann Gärtner Sattler Maurer Töpfer Schäfer Drucker Buchbinder Schmied
    Schneider Tischler Färber Rosmarin Lavendel Fingerhut Kamille Ringelblume Weide Wacholder Linde
    Veilchen Holunder Januar Februar August September Oktober November Dezember Hafen Dorf Markt
    Brücke Wiese Garten Mühle Brunnen Acker Brief Urkunde Register Pergament Inventar Kalender Bildnis
    Stich Band Kapitel Einband Kompass Laterne Wetter Reise Abend Fenster Heimat Wanderung Sommer`,
  la: `Pistor Textor Faber Hortulanus Pastor Typographus Bibliopola Scriptor Notarius Medicus Nauta
    Agricola Viola Lilium Rosa Salvia Urtica Quercus Laurus Populus Thymus Malva Primula Januarius
    Martius Aprilis Junius Augustus Portus Forum Insula Silva Hortus Flumen Fons Mons Oppidum Regio
    Epistola Charta Liber Volumen Tabula Pagina Codex Littera Memoria Historia Annales Capitulum
    Prologus Index Figura Imago Lucerna Fenestra Tempus Aestas Hiems Autumnus`,
}
